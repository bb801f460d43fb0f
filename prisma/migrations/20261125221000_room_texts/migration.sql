-- In an open room words and texts wait for the presenter, whose screen is the web process's. Like its sums they come in without
-- a box: nobody is signed in, and a text lies under an id of its own, tied to nothing.
GRANT INSERT ON ballot.open_text TO sucharit_app;
