/** Thoughts before calls of tools, kept for clients that hand back the calls alone. */
@NullMarked
package io.auterity.relay.thought;

import org.jspecify.annotations.NullMarked;
