"""Whether a saved record holds: what was checked, what is proved, and what is not."""

from ..message import Template

# --- which record

RECORD = Template("Record {record}, schema {schema}, written by alliance-match {version}")
CHECKED = Template("Computed anew, without a solver:")
NOT_PROVED = Template("Not proved:")
HOLDS = Template("ok    {what}")
FAILS = Template("FAIL  {what}")

# --- as it was saved

PARTS_SAME = Template("every part of the bundle is as it was saved")
PARTS_CHANGED = Template("these parts of the bundle were changed after it was saved: {parts:and}")
PART_UNKNOWN = Template("the bundle has parts that no such bundle has: {parts:and}")
PART_MISSING = Template("the bundle lacks {parts:and}")
ENTRIES_CHANGED = Template("changed after it was saved: {entries:and}")
ENTRIES_GONE = Template("taken out after it was saved: {entries:and}")
ENTRIES_NEW = Template("put in after it was saved: {entries:and}")
ENTRIES = {
    "mentor": Template("mentor {name}"),
    "mentee": Template("mentee {name}"),
    "expert": Template("subject expert {name}"),
    "organisation": Template("organisation {name}"),
    "decision": Template("decision {name}"),
    "setting": Template("the policy's {name}"),
    "points": Template("the points of {name}"),
    "pair": Template("the pair of {name}"),
}
MORE = Template("{count} more", "{count} more")

FILES_SAME = Template(
    "{count} file beside the bundle is as it was saved",
    "{count} files beside the bundle are as they were saved",
)
FILE_CHANGED = Template("{file} was changed after it was saved")
FILE_MISSING = Template("{file} is missing")
FILE_UNLISTED = Template("{file} is no file of this proposal")
FILE_NOT_SAVED = Template("the bundle does not list {file}")
LETTER_STRANGE = Template("{file} is no letter of this proposal")

# --- what follows from the inputs

DAMAGED = Template("{why}")
NOT_REGISTERED = Template("rules and points cannot be computed anew here: {why}")
OWN_FAILS = Template(
    "rules and points cannot be computed anew, because a function of your own fails; the record "
    "itself may be fine: {why}"
)
RECORD_SAME = Template(
    "rules and points computed anew give the same eligible pairs ({pairs:number}) with the same "
    "points and places, and every pair's criteria sum to its points"
)
RECORD_DIFFERS = Template("computed anew, these differ: {parts:and} ({what})")
POINTS_DIFFER = Template("{mentee} with {mentor} is given as {said}, and is {found}")
PLACES_DIFFER = Template("the places of {mentor} are given as {said}, and are {found}")
CRITERION_DIFFERS = Template(
    "the {criterion} of {mentee} with {mentor} is given as {said}, and is {found}"
)
HIDDEN = Template("{mentees:and} without a mentor: not told")
NOT_LEFT_OUT = Template("{mentees:and}: said to be without a mentor, and not so")
RESULT_DIFFERS = Template("{name} is given as {said}, and is {found}")
POINTS = Template("{points:marks}")
NOT_ELIGIBLE = Template("not eligible")
NOT_SAID = Template("nothing")

PROVED = Template(
    "the prices prove that {mentees} with {points:marks} points is the best possible under this "
    "policy"
)
GAP = Template("the proof leaves a gap of {points:marks} points, as the dossier says")
NO_PROOF = Template("the proof does not hold: {reasons}")
IMPOSSIBLE = Template("no proposal is possible, as the dossier says")
POSSIBLE = Template("a proposal is possible")

KEPT_PROVED = Template(
    "the prices prove that no better choice of who stays exists under the policy's [rematch]: "
    "{kept:number} of {before:number} earlier pairs are kept"
)
KEPT_NONE = Template("no proposal is possible, so that no earlier pair is kept")
KEPT_WRONG = Template("the choice of who stays does not hold: {reasons}")
KEPT_WITHOUT_PROOF = Template(
    "these pairs are said to be kept from an earlier proposal, and nothing proves it: {pairs:and}"
)
KEPT_TOO_MANY = Template("kept, and not chosen by the proof: {pairs:and}")
KEPT_TOO_FEW = Template("chosen by the proof, and not kept: {pairs:and}")
PAIR = Template("{mentee} with {mentor}")

EXPERTS_PROVED = Template(
    "{count} consultation of {offered:number} that the subject experts offer keeps every limit, "
    "and no other mentors and experts together are better",
    "{count} consultations of {offered:number} that the subject experts offer keep every limit, "
    "and no other mentors and experts together are better",
)
SECONDS_MISSING = Template("the policy gives second mentors, and there is no plan of them")
SECONDS_OFF = Template("there is a plan of second mentors, and the policy gives nobody one")
SECONDS_WRONG = Template("the second mentors do not hold: {reasons}")
SECONDS_PROVED = Template(
    "{count} mentee has a second mentor; by the certificate none better are left over",
    "{count} mentees have a second mentor; by the certificate none better are left over",
)
QUOTAS_MISSING = Template("the policy has quotas, and there is no plan of who comes under them")
QUOTAS_OFF = Template("there is a plan of quotas, and the policy has none")
QUOTAS_WRONG = Template("the plan of the quotas does not hold: {reasons}")
QUOTAS_PROVED = Template(
    "{count} quota is kept, and by its certificate nothing that keeps it is better",
    "{count} quotas are kept, and by their certificate nothing that keeps them is better",
)
EXPERTS_KEPT = Template(
    "{count} consultation of {offered:number} that the subject experts offer keeps every limit, "
    "and no other is better for these mentors",
    "{count} consultations of {offered:number} that the subject experts offer keep every limit, "
    "and no others are better for these mentors",
)
EXPERTS_GAP = Template(
    "{count} consultation of {offered:number} that the subject experts offer keeps every limit; "
    "chosen in one with the mentors there may be better ones, as the dossier says",
    "{count} consultations of {offered:number} that the subject experts offer keep every limit; "
    "chosen in one with the mentors there may be better ones, as the dossier says",
)
EXPERTS_WRONG = Template("the plan of the subject experts does not hold: {reasons}")
EXPERTS_MISSING = Template("it does not say which subject expert serves which goal")
EXPERTS_OFF = Template("it has a plan of subject experts, and under its policy there is none")

FOLLOWS = Template("{file} says what follows from the inputs")
FOLLOWS_IN_OTHER_WORDS = Template(
    "{file} says what follows from the inputs; its words are those of another version"
)
NOT_SPOKEN = Template("nothing is said in the bundle's language, {language}")
FOLLOWS_NOT = Template("{file} does NOT follow from the inputs{cells}")
CELLS = Template(": {cells:and}")
CELL_DIFFERS = Template("{column} of {row} says “{said}”, and it is “{found}”")
ROWS_DIFFER = Template("it has {said:number} rows, and there are {found:number}")
COLUMNS_DIFFER = Template("its columns are {said:and}")

# --- the record before

CHAIN = Template("it follows the record {record} in {folder}")
CHAIN_BROKEN = Template(
    "it does NOT follow the record in {folder}: it names {said}, and that one is {found}"
)
CHAIN_NONE = Template("it does NOT follow the record in {folder}: it follows no record")
BEFORE_SAME = Template("the earlier pairs are those of the record in {folder}")
BEFORE_DIFFERS = Template("the earlier pairs are NOT those of the record in {folder}: {pairs:and}")

# --- what is not proved

BY_HASH = Template("what {files:and} say: they are as they were saved; it is not computed again")
LETTERS = Template("{count} letter", "{count} letters")
QUESTIONS = Template("what {file} says: it is as it was saved; to work it out again takes a solver")
WORDS_BY_HASH = Template(
    "the words of {files:and}: they are as they were saved; this version says them otherwise"
)
INPUTS = Template(
    "that answers, decisions and policy are those that were given: whoever writes all of a record "
    "anew makes another record, with another hash. Compare the hash above with one that was noted "
    "elsewhere, such as in the minutes or in the next record"
)
TIES = Template(
    "that of several equally good proposals this is the one that the tie-break takes: this takes a "
    "solver"
)
FOLLOWS_UNSEEN = Template(
    "that it follows the record {record}, as it says: give that folder as --previous"
)
EARLIER_UNSAVED = Template("the earlier pairs: they come from a proposal that was never saved")
EARLIER_RENAMED = Template("the earlier pairs: people go by other ids here than in that record")
OLDER = Template(
    "what schema {schema} does not hold: which record it follows, who stayed in a re-match and "
    "why, and the hash of each entry"
)
BEFORE_EXPERTS = Template(
    "which subject expert serves which goal: this was written before experts were shared out"
)
REDACTED = Template(
    "that this is what the record {record} says, without names and texts: whoever holds that "
    "record can redact it again and compare"
)

# --- the verdict

ALL_HOLDS = Template("Everything that can be computed again holds.")
BROKEN = Template(
    "This folder is not what was saved, or its proof does not hold. Do not rely on it."
)
CHAIN_ALONE = Template(
    "All else in this folder holds. Give as --previous the folder that it was made from; if this "
    "is said to be that folder, do not rely on either."
)
OWN_ALONE = Template(
    "Nothing was found wrong. Rules, points and proof were not checked, for they rest on a "
    "function of your own: give the file that registers it, as --own before the command."
)
OWN_FAILS_ALONE = Template(
    "Nothing was found wrong with the record itself. Rules, points and proof were not checked, for "
    "a function of your own fails on it: mend the function, or give the file with which the "
    "proposal was made, as --own before the command."
)
OTHER_VERSION = Template(
    "It was written by alliance-match {version}, and this is {here}: check it with that version "
    "too."
)

# --- without names

REDACTED_INTO = Template("Written to {folder}: the record without names, addresses and free text.")
IDS_KEPT = Template("Ids are kept; they tell nothing of a person.")
IDS_REPLACED = Template(
    "Ids that could tell who somebody is are replaced, so that the tie-break, which rests on "
    "them, cannot be repeated."
)
STILL_TELLING = Template(
    "Countries, time zones, languages, free hours and topics stay, because rules and points rest "
    "on them. They can give away a small association, or a person whom readers know: look before "
    "you pass it on."
)
