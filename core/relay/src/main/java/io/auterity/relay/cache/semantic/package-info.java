/** Tells whether two questions in English ask for the same; in doubt, that they do not. */
@NullMarked
package io.auterity.relay.cache.semantic;

import org.jspecify.annotations.NullMarked;
