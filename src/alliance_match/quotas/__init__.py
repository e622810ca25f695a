"""Keep quotas: who is chosen within them, so that the rest of the house needs no side rows.

A quota ties many pairs together. The best proposal within all quotas is found, and proved, with
side rows; then each quota that is used up is closed: nobody else comes under it, and who counts for
an ``at_least`` stays. What is best under these closures is as good as that proposal and keeps the
quotas, and every question about it is a question about an ordinary assignment.
"""

from .choose import keep_quotas
from .plan import QuotaPlan, before_quotas

__all__ = ["QuotaPlan", "before_quotas", "keep_quotas"]
