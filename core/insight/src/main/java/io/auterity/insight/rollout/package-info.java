/**
 * How far routes have gone over to new offers: by what is decided, what is counted for it, and
 * where it is kept for all servers.
 */
@NullMarked
package io.auterity.insight.rollout;

import org.jspecify.annotations.NullMarked;
