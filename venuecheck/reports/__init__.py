"""What is told of the whole: whether the installation is well."""
