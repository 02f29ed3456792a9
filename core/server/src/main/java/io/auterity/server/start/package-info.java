/** Start and exit of the process: arguments, its place on disk, its exit codes. */
@NullMarked
package io.auterity.server.start;

import org.jspecify.annotations.NullMarked;
