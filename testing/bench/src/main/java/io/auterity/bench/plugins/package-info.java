/** How long it takes to change the plugins of a running process. */
@NullMarked
package io.auterity.bench.plugins;

import org.jspecify.annotations.NullMarked;
