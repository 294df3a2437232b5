provider "helm" {
  kubernetes {
    host  = "https://k8s.example.org"
    token = "@@jwt@@" «text»
  }
}
resource "kubernetes_secret" "db" {
  metadata { name = "db" }
  data = {
    password = "@@alnum-18@@" «text»
  }
}
