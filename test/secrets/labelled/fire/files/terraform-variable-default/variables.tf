variable "region" {
  type    = string
  default = "eu-central-1"
}

variable "registry_token" {
  type        = string
  description = "pulls images"
  default     = "@@alnum-32@@" «text»
}
