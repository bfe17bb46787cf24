import pytest
from command_line import run


@pytest.fixture
def milepost(tmp_path):
    """Runs a command and expects it to work, or with `fails=True` to be refused."""

    def command(*arguments, fails=False, stdin="", pages=None):
        done = run(arguments, tmp_path, stdin=stdin, pages=pages)
        assert (done.code != 0) == fails, done.err or done.out
        return done

    return command
