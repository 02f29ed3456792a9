/** How long it takes to plan a call and to hold its cost, by the number of routes. */
@NullMarked
package io.auterity.bench.route;

import org.jspecify.annotations.NullMarked;
