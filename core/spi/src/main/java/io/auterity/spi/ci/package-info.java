/** Builds: pipelines, their runs, jobs, logs and artifacts, and the definitions they follow. */
@NullMarked
package io.auterity.spi.ci;

import org.jspecify.annotations.NullMarked;
