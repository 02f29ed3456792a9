/**
 * The cache of answers: what is equal, who may share, what is kept of an answer and for how long.
 */
@NullMarked
package io.auterity.relay.cache;

import org.jspecify.annotations.NullMarked;
