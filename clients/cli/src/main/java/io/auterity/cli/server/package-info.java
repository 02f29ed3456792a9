/** The server as a child process of the command line. */
@NullMarked
package io.auterity.cli.server;

import org.jspecify.annotations.NullMarked;
