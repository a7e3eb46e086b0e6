"""What calls services and is no task: functions, links from APIs, and other load balancers."""
