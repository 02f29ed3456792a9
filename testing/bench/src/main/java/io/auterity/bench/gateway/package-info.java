/** How much of nginx's speed is left with governance on, and what a call costs. */
@NullMarked
package io.auterity.bench.gateway;

import org.jspecify.annotations.NullMarked;
