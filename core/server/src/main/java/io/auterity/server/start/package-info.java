/** How the process comes up and goes down: arguments, its place on disk, its exit codes. */
@NullMarked
package io.auterity.server.start;

import org.jspecify.annotations.NullMarked;
