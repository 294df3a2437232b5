client_secret = ""
vault_token   = var.vault_token
api_key       = local.api_key
access_key    = null
