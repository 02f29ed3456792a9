/** The road that every call takes; {@link Relay} is its entry. */
@NullMarked
package io.auterity.relay;

import org.jspecify.annotations.NullMarked;
