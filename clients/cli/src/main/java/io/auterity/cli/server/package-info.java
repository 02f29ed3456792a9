/** The server beside the command line: its folders, its addresses, its process. */
@NullMarked
package io.auterity.cli.server;

import org.jspecify.annotations.NullMarked;
