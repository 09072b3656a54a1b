"""What holds on a file holds on a server: the same tests, collected again."""

from __future__ import annotations

from tests.unit.desk.test_api import (  # noqa: F401
    ask,
    test_cases_are_paged_and_decisions_are_tagged,
    test_hidden_and_missing_are_the_same,
)
from tests.unit.desk.test_api_writes import (  # noqa: F401
    test_a_broken_file_ends_in_quarantine_and_not_in_a_verdict,
    test_a_file_of_shipments_is_a_job_with_an_end,
    test_a_repeated_post_is_done_once,
    test_a_write_names_the_version_it_was_made_upon,
    test_the_feed_tells_what_one_may_see_and_goes_on,
)
from tests.unit.desk.test_case_work import *  # noqa: F403
from tests.unit.desk.test_cases import *  # noqa: F403
from tests.unit.desk.test_jobs import (  # noqa: F401
    test_a_case_that_changed_meanwhile_is_not_overwritten,
    test_a_job_is_enqueued_once_and_taken_by_one,
    test_a_job_that_kills_its_workers_is_given_up,
    test_a_judgement_is_followed_by_a_decision_that_nobody_asked_for,
    test_a_silent_worker_loses_its_job_and_may_not_end_it,
)
from tests.unit.desk.test_second_factor import (  # noqa: F401
    test_a_second_factor_is_asked_for_after_the_password_and_each_code_once,
    test_guesses_at_signing_count_like_guesses_at_the_door,
    test_the_database_takes_no_used_code_back,
)
from tests.unit.desk.test_store import test_the_models_and_their_migration_agree  # noqa: F401
from tests.unit.desk.test_tamper import test_untouched_rows_are_as_their_events_tell, worked  # noqa: F401
