/** The store that servers share, in Redis. */
@NullMarked
package io.auterity.plugins.cache.redis;

import org.jspecify.annotations.NullMarked;
