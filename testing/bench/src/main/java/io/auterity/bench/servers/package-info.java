/** What several servers on one database carry, each on a share of a core. */
@NullMarked
package io.auterity.bench.servers;

import org.jspecify.annotations.NullMarked;
