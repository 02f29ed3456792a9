/** Checks of requests to any route: readiness, size, known parameters. */
@NullMarked
package io.auterity.server.web.request;

import org.jspecify.annotations.NullMarked;
