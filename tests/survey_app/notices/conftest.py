from tests.survey_app.notices.post import post as post
from tests.survey_app.notices.post import tls as tls
