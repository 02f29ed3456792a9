/**
 * Copies of calls that other offers answer beside those that their callers got answers from, and
 * what the two are beside each other.
 */
@NullMarked
package io.auterity.insight.shadow;

import org.jspecify.annotations.NullMarked;
