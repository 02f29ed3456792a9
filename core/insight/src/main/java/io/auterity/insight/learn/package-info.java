/** Learns from what callers say of answers which offer does best in calls of a route. */
@NullMarked
package io.auterity.insight.learn;

import org.jspecify.annotations.NullMarked;
