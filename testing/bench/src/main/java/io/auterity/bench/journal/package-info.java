/** How many steps of durable workflows are written, and how long one takes. */
@NullMarked
package io.auterity.bench.journal;

import org.jspecify.annotations.NullMarked;
