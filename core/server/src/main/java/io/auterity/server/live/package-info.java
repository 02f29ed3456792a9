/** Runs as they move, told over WebSockets. */
@NullMarked
package io.auterity.server.live;

import org.jspecify.annotations.NullMarked;
