/** Keeps what routes have learned. */
@NullMarked
package io.auterity.insight.learn.store;

import org.jspecify.annotations.NullMarked;
