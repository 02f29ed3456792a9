/**
 * What went into runs and steps and what came out: cut where it is large, whole on a path of its
 * own.
 */
@NullMarked
package io.auterity.server.runs.values;

import org.jspecify.annotations.NullMarked;
