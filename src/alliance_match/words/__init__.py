"""What is said, in English, French and Spanish: templates in one place, and who says them."""

from .message import Message, Template, Value
from .speech import LANGUAGES, Speech, speech

__all__ = ["LANGUAGES", "Message", "Speech", "Template", "Value", "speech"]
