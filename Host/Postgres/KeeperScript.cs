namespace Advance.Host.Postgres;

/// <summary>The two lines of shell that outlive the Host by the seconds a clean stop takes.</summary>
internal static class KeeperScript
{
    /// <summary>
    /// Starts the rest in the background and ends, so that the keeper is no child of the Host any more: what kills the
    /// Host with all its children (an IDE's stop button, dotnet watch) does not reach it.
    /// </summary>
    public const string Detach = """
        exec 3<&0
        "$@" <&3 3<&- 2>/dev/null &
        """;

    /// <summary>
    /// Arguments: pg_ctl, data folder, log file, server options, seconds to wait for a start. Only the server that it
    /// started is ever signalled: INT is a fast stop, QUIT after some seconds an immediate one.
    /// </summary>
    public const string Keep = """
        trap '' HUP INT TERM PIPE
        data=$2
        if ! why=$("$1" start -s -w -t "$5" -D "$data" -l "$3" -o "$4" 2>&1); then
          case $why in *"in time"*) "$1" stop -s -m immediate -D "$data" ;; esac
          echo "$why"
          exit 1
        fi
        pid=$(head -n 1 "$data/postmaster.pid")
        echo "started $pid"
        while read -r line; do :; done
        alive() { kill -0 "$pid" && [ "$(head -n 1 "$data/postmaster.pid")" = "$pid" ]; }
        stop() {
          alive && kill -s "$1" "$pid"
          tries=0
          while alive && [ $tries -lt 80 ]; do sleep 0.1 || sleep 1; tries=$((tries + 1)); done
          ! alive
        }
        stop INT || stop QUIT
        """;
}
