"""HTTP, the same for every part: reading forms, who may use a route, cookies, headers, and errors as pages."""
