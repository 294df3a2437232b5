import environ

env = environ.Env()
SECRET_KEY = env('SECRET_KEY',
                 default=None)
DATABASES = {'default': env.db('DATABASE_URL')}
