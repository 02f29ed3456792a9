/** How long the server takes to be ready. */
@NullMarked
package io.auterity.bench.startup;

import org.jspecify.annotations.NullMarked;
