variable "db_password" {
  type      = string
  sensitive = true
}
resource "random_password" "db" { length = 24 }
resource "kubernetes_secret" "db" {
  data = {
    password = random_password.db.result
    token    = var.token
    url      = "postgres://app:${random_password.db.result}@pg/app"
    key      = file("${path.module}/key.pem")
  }
}
data "aws_secretsmanager_secret" "db" { name = "prod/db/password" }
output "password" {
  value     = random_password.db.result
  sensitive = true
}
provider "vault" { token = data.external.vault.result.token }
