"""The rules that must not break, each with the smallest slip that would break it."""

from tests.mutants.dangers_at_the_door import DOOR
from tests.mutants.dangers_found_by_fuzzing import FOUND
from tests.mutants.dangers_in_answers import ANSWERS
from tests.mutants.dangers_in_crashes import CRASHES
from tests.mutants.dangers_in_groups import GROUPS
from tests.mutants.dangers_in_sending import BELIEVING, SENDING
from tests.mutants.dangers_in_the_chat import CHAT
from tests.mutants.dangers_of_digests import DIGESTS
from tests.mutants.dangers_of_doubtful_books import DOUBTFUL_BOOKS
from tests.mutants.dangers_of_finding import AGAIN, FINDING
from tests.mutants.dangers_of_limits import LIMITS
from tests.mutants.dangers_of_load import LOAD
from tests.mutants.dangers_of_lost_phones import LOST_PHONES
from tests.mutants.dangers_of_noise import NOISE
from tests.mutants.dangers_of_old_data import OLD_DATA
from tests.mutants.dangers_of_old_words import OLD_WORDS
from tests.mutants.dangers_of_one_person import ONE_PERSON
from tests.mutants.dangers_of_people import PEOPLE
from tests.mutants.dangers_of_purposes import PURPOSES
from tests.mutants.dangers_of_readings import READINGS
from tests.mutants.dangers_of_refusals import REFUSALS
from tests.mutants.dangers_of_rights import RIGHTS
from tests.mutants.dangers_of_settings import SETTINGS
from tests.mutants.dangers_of_stops import STOPS
from tests.mutants.dangers_of_time import TIME
from tests.mutants.dangers_of_two_settings import TWO_SETTINGS
from tests.mutants.dangers_of_waiting import WAITING
from tests.mutants.dangers_on_the_card import CARD
from tests.mutants.dangers_to_beneficiaries import BENEFICIARIES
from tests.mutants.dangers_to_codes import CODES
from tests.mutants.dangers_to_the_books import BOOKS
from tests.mutants.dangers_when_restoring import RESTORING

MUTANTS = (
    SENDING
    + BELIEVING
    + LOST_PHONES
    + SETTINGS
    + CODES
    + BENEFICIARIES
    + CHAT
    + TIME
    + BOOKS
    + DOUBTFUL_BOOKS
    + OLD_DATA
    + OLD_WORDS
    + PEOPLE
    + RESTORING
    + FOUND
    + CRASHES
    + DOOR
    + TWO_SETTINGS
    + ANSWERS
    + LOAD
    + WAITING
    + RIGHTS
    + CARD
    + REFUSALS
    + READINGS
    + AGAIN
    + FINDING
    + NOISE
    + DIGESTS
    + GROUPS
    + LIMITS
    + PURPOSES
    + ONE_PERSON
    + STOPS
)
