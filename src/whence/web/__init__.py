"""The pages: a record served to a browser, read, checked and decided on; everything under the protection policy."""
