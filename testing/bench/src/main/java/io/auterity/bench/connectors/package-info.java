/** How long it takes to load connectors that are files. */
@NullMarked
package io.auterity.bench.connectors;

import org.jspecify.annotations.NullMarked;
