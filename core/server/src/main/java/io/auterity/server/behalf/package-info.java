/** Calls and runs that connectors make on behalf of their callers. */
@NullMarked
package io.auterity.server.behalf;

import org.jspecify.annotations.NullMarked;
