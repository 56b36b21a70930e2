/** What belongs to one event loop: its pool, its digests, what it knows of statements, its sessions and counters. */
package switchboard.mysql.proxy.loop;
