/**
 * Authentication and authorization of requests: credentials, permissions, origins, and security
 * headers.
 */
@NullMarked
package io.auterity.server.web.security;

import org.jspecify.annotations.NullMarked;
