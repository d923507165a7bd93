"""What a rule may look at: the feed, its distinct texts and their matches, option lists, scope, the run."""

from auditor.evidence.case import Evidence, Run
from auditor.evidence.corpus import Corpus, Matches
from auditor.evidence.option_lists import OptionList, OptionLists
from auditor.evidence.scope import Scope
from auditor.evidence.text_cells import TextCells

__all__ = ["Corpus", "Evidence", "Matches", "OptionList", "OptionLists", "Run", "Scope", "TextCells"]
