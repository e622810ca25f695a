"""Which weights the committee's decisions suggest."""

from ..message import Template

NOTHING = Template("The committee has decided on no pair, so there is nothing to learn from.")
AS_THEY_ARE = Template(
    "The weights fit as they are: {count} decision of the committee is as good as any.",
    "The weights fit as they are: {count} decisions of the committee are as good as any.",
)
FOUND = Template(
    "With these weights {count} decision of the committee would have been the best. All changes "
    "together come to {change:marks} of 100, and no smaller change does it:",
    "With these weights {count} decisions of the committee would have been the best. All changes "
    "together come to {change:marks} of 100, and no smaller change does it:",
)
NEAR = Template(
    "With these weights {count} decision of the committee would have been the best. All changes "
    "together come to {change:marks} of 100; a smaller change might do it, but none under "
    "{least:marks}:",
    "With these weights {count} decisions of the committee would have been the best. All changes "
    "together come to {change:marks} of 100; a smaller change might do it, but none under "
    "{least:marks}:",
)
CONTRADICT = Template(
    "No weights make {count} decision of the committee the best, but without it the others can be:",
    "No weights make these {count} decisions of the committee the best together, but without any "
    "one of them those that are left can be:",
)
MAY_CONTRADICT = Template(
    "No weights make {count} decision of the committee the best:",
    "No weights make these {count} decisions of the committee the best together:",
)
UNKNOWN = Template(
    "No weights were found with which {count} decision of the committee would have been the best. "
    "If there are any, they change by {least:marks} of 100 or more in all.",
    "No weights were found with which {count} decisions of the committee would have been the best. "
    "If there are any, they change by {least:marks} of 100 or more in all.",
)
NONE_LEFT = Template("No weights explain what the committee has decided.")

WEIGHT = Template("{criterion}: {after:marks} instead of {before:marks} ({difference:signed})")
SAME_WEIGHT = Template("{criterion}: {after:marks}, as it is")
AS_IT_IS = Template("The policy is printed as it is: it holds no suggestion.")

PIN = Template("The pin of {mentee} with {mentor}")
VETO = Template("The veto of {mentee} with {mentor}")
ACCEPT = Template("The acceptance of {mentee} with {mentor}")
SIGNED = Template("{decision} (by {who})")
OF_PROPOSAL = Template("{decision}, proposal {number}")
ALREADY = Template("{decision}: as good as any already")
WOULD_BE = Template("{decision}: would be as good as any")
COSTS_MATCHES = Template(
    "{decision}: no weights explain it, because it costs {loss}, and matches come before points"
)
NO_WEIGHTS = Template(
    "{decision}: no weights explain it; it costs {loss} now, and with any other weights another "
    "proposal is better too"
)

BEST = Template(
    "The best means: without pins and vetoes, the committee's whole proposal would match as many "
    "and have as many points as any other, in points as they are rounded."
)
BEST_IN_POINTS = Template(
    "The best means: without pins and vetoes, the committee's whole proposal would have as many "
    "points as any other, in points as they are rounded."
)
OTHERS = Template("With these weights other proposals would be as good too.")
LARGE = Template(
    "So large a change overturns the weights: rather, the decisions have reasons that the criteria "
    "do not see."
)
CAUTION = Template(
    "This is a suggestion drawn from {count} decision. It changes nothing by itself: whether the "
    "weights should be other ones is for the committee to say.",
    "This is a suggestion drawn from {count} decisions. It changes nothing by itself: whether the "
    "weights should be other ones is for the committee to say.",
)
