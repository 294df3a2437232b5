region            = "eu-west-1"
db_password       = "@@alnum-20@@" «text»
github_token      = "@@github-token@@" «text»
allowed_cidrs     = ["10.0.0.0/8"]
datadog = {
  api_key = "@@hex-32@@" «text»
}
