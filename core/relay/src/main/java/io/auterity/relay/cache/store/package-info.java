/** The rows of the cache of answers: its generations. */
@NullMarked
package io.auterity.relay.cache.store;

import org.jspecify.annotations.NullMarked;
