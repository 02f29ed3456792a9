/** What holds for requests to any route: readiness, size, known parameters, pages of lists. */
@NullMarked
package io.auterity.server.web.request;

import org.jspecify.annotations.NullMarked;
