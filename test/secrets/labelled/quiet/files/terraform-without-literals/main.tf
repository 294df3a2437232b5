variable "db_password" {
  type      = string
  sensitive = true
}

variable "token_ttl" {
  type    = string
  default = "3600s"
}

variable "secret_name" {
  type    = string
  default = "prod/orders/database"
}

resource "aws_db_instance" "main" {
  username             = "orders"
  password             = var.db_password
  master_user_secret   = module.secrets.arn
  parameter_group_name = "default.postgres16"
}
