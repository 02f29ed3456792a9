/** Errors as the wire has them, and the id by which the log knows their request. */
@NullMarked
package io.auterity.server.web.errors;

import org.jspecify.annotations.NullMarked;
