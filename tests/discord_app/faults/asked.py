"""Every route of Discord's API that the bot asks for. A request to any other in any test of the bot fails that test (tests/discord_app/conftest.py):
a new one belongs here, and in a scene of `routes.py`."""

from __future__ import annotations

CALLBACK = "POST /interactions/{interaction_id}/{interaction_token}/callback"
ORIGINAL = "PATCH /webhooks/{webhook_id}/{webhook_token}/messages/@original"
FOLLOW_UP = "POST /webhooks/{webhook_id}/{webhook_token}"
POST = "POST /channels/{channel_id}/messages"
EDIT = "PATCH /channels/{channel_id}/messages/{message_id}"
READ = "GET /channels/{channel_id}/messages"
DELETE = "DELETE /channels/{channel_id}/messages/{message_id}"
THREAD = "POST /channels/{channel_id}/threads"
INTO_THREAD = "PUT /channels/{channel_id}/thread-members/{user_id}"
DELETE_CHANNEL = "DELETE /channels/{channel_id}"
CHANGE_CHANNEL = "PATCH /channels/{channel_id}"
DIRECT = "POST /users/@me/channels"
FILE = "GET /cdn"
USER = "GET /users/{user_id}"
START = (
    "GET /users/@me",
    "GET /oauth2/applications/@me",
    "GET /gateway/bot",
    "PUT /applications/{application_id}/commands",
)
"""What a start asks for; `test_start.py` is about these."""

PEOPLES = frozenset(
    {
        CALLBACK,
        ORIGINAL,
        FOLLOW_UP,
        POST,
        EDIT,
        READ,
        DELETE,
        THREAD,
        INTO_THREAD,
        DELETE_CHANNEL,
        CHANGE_CHANNEL,
        DIRECT,
        USER,
        FILE,
    }
)
"""What people's doings ask for: each of these stands in a scene."""
ALL = PEOPLES | set(START)
