region          = "eu-central-1"
db_password     = "@@password@@" «text»
hcloud_token    = "@@alnum-64@@" «text»
smtp_password   = ""
public_key      = "@@ssh-public@@"
