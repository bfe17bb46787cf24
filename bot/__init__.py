"""What people say to Milepost and see of it; wires the whole house together."""
