/** What caches of routes did, and how their answers are forgotten, as the API tells it. */
@NullMarked
package io.auterity.server.cache;

import org.jspecify.annotations.NullMarked;
