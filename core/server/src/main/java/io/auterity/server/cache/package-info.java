/** The response caches of routes over REST: their figures, and purging them. */
@NullMarked
package io.auterity.server.cache;

import org.jspecify.annotations.NullMarked;
