/** CPU time of cores, processes and threads, and programs kept on one core. */
@NullMarked
package io.auterity.bench.cpu;

import org.jspecify.annotations.NullMarked;
